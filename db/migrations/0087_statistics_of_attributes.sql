-- How many have a value is a matter of the attribute: without this the planner takes "M" to be as rare among sizes as it is
-- among all values, and gathers half a company for a page.
create statistics attribute_values_by_attribute (mcv, ndistinct) on company_id, attribute_id, text from attribute_values;
alter statistics attribute_values_by_attribute set statistics 500;
