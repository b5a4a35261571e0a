/** The three companies of the busy call centre: their people, their campaigns, and how large each is. */
export type DemoCompany = {
  name: string;
  country: string;
  language: 'en' | 'es';
  timeZone: string;
  domain: string;
  /** The first is the owner. */
  team: string[];
  campaigns: { title: string; country: string; language: 'en' | 'es'; voices: string[]; applications: number }[];
};

export const demoCompanies: DemoCompany[] = [
  {
    name: 'Brightline Contact Centres',
    country: 'PH',
    language: 'en',
    timeZone: 'Asia/Manila',
    domain: 'brightline.example',
    team: ['Teresa Lim', 'Marco Villanueva', 'Anjali Rao', 'Grace Tan', 'Daniel Cruz', 'Farah Haddad'],
    campaigns: [
      {
        title: 'Customer Support Agent, Manila',
        country: 'PH',
        language: 'en',
        voices: ['filipino', 'filipino', 'english'],
        applications: 1400,
      },
      {
        title: 'Technical Support, Night Shift',
        country: 'PH',
        language: 'en',
        voices: ['filipino', 'hindi', 'english'],
        applications: 900,
      },
      { title: 'Arabic Speaking Agent, Cairo', country: 'EG', language: 'en', voices: ['arabic'], applications: 500 },
      {
        title: 'Mandarin Chat Support',
        country: 'CN',
        language: 'en',
        voices: ['chinese', 'english'],
        applications: 300,
      },
    ],
  },
  {
    name: 'Tiendas Aurora',
    country: 'MX',
    language: 'es',
    timeZone: 'America/Mexico_City',
    domain: 'aurora.example',
    team: ['Lucía Ibáñez', 'Héctor Solís', 'Renata Gómez', 'Pablo Duarte'],
    campaigns: [
      {
        title: 'Vendedor de tienda, Ciudad de México',
        country: 'MX',
        language: 'es',
        voices: ['spanish'],
        applications: 1000,
      },
      {
        title: 'Cajero de fin de semana',
        country: 'MX',
        language: 'es',
        voices: ['spanish', 'spanish', 'english'],
        applications: 600,
      },
    ],
  },
  {
    name: 'Northgate Logistics',
    country: 'US',
    language: 'en',
    timeZone: 'America/Chicago',
    domain: 'northgate.example',
    team: ['Karen Whitfield', 'Sergei Orlov'],
    campaigns: [
      {
        title: 'Warehouse Associate, Chicago',
        country: 'US',
        language: 'en',
        voices: ['english', 'spanish', 'russian'],
        applications: 250,
      },
      { title: 'Delivery Driver', country: 'US', language: 'en', voices: ['english', 'russian'], applications: 50 },
    ],
  },
];
