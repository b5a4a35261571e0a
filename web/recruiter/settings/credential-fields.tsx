import { Fieldset, PasswordInput, Select, SimpleGrid, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { Provider } from './connect-dialog.tsx';

type FieldName = 'accountSid';
type Form = UseFormReturnType<Record<string, string>>;
type Field = Provider['fields'][number];

/** The fields of a provider; many of them stand in groups, two abreast. */
export function CredentialFields({ provider, form }: { provider: Provider; form: Form }) {
  const { t } = useTranslation('settings');
  const groups = [...Map.groupBy(provider.fields, ({ group }) => group)];
  return groups.map(([group, fields], index) => {
    const inputs = fields.map((field, at) => (
      <CredentialField key={field.name} field={field} form={form} first={index === 0 && at === 0} />
    ));
    if (!group) return inputs;
    return (
      <Fieldset key={group} legend={t(`channels.groups.${group as 'imap'}`)}>
        <SimpleGrid cols={{ base: 1, sm: fields.length > 1 ? 2 : 1 }} verticalSpacing="sm">
          {inputs}
        </SimpleGrid>
      </Fieldset>
    );
  });
}

function CredentialField({ field, form, first }: { field: Field; form: Form; first: boolean }) {
  const { t } = useTranslation('settings');
  const { name, secret, required, options } = field;
  const shared = {
    label: t(`channels.fields.${name as FieldName}`),
    description: t(`channels.hints.${name as FieldName}`) || undefined,
    required,
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[],
    ...form.getInputProps(name),
  };
  if (options.length > 0) {
    const data = options.map((value) => ({ value, label: t(`channels.options.${value as 'tls'}`) }));
    return <Select {...shared} data={data} allowDeselect={false} />;
  }
  const Input = secret ? PasswordInput : TextInput;
  return <Input {...shared} autoComplete="off" spellCheck={false} data-autofocus={first || undefined} />;
}
