/** When, how much and where messages may go; comes with its screen. */
export const sending = {
  hours: 'Business hours',
  hoursText:
    'Messages that go out by themselves, such as invitations, wait for these hours by the candidate’s clock: their country’s and, in the United States and Canada, their area code’s. Where a number may be in several zones, it has to be day in all of them.',
  hoursOn: 'Wait for business hours',
  hoursNever: 'E-mails, answers of the bot and what a recruiter writes never wait.',
  open: '{{day}}: messages may go',
  from: '{{day}}, from',
  to: '{{day}}, to',
  closed: 'No messages',
  cap: 'SMS a month',
  capText:
    'When the cap is reached, no SMS leaves until the next month in your time zone ({{zone}}), answers included.',
  capLabel: 'Cap, in parts',
  capHint:
    'A text of more than 160 characters, or 70 with letters such as á or ã, goes in several parts; each is paid for. Empty: no cap.',
  used: '{{used}} of {{cap}} parts are used this month.',
  usedNoCap_one: '{{used}} part has left this month.',
  usedNoCap_other: '{{used}} parts have left this month.',
  near: 'Four fifths are used; the owners were told.',
  reached: 'The cap is reached. No SMS leaves.',
  limits: 'Limits against abuse',
  limitsText:
    'Swindlers make others send SMS to numbers that they earn from. These limits end that early. Numbers that cost extra are never written to.',
  number: 'Messages to one number a day',
  numberHint: 'An interview by SMS takes about twenty. Empty: no limit.',
  prefix: 'Messages an hour to numbers that begin alike',
  prefixHint: 'Empty: no limit. What goes out by itself waits for the next hour.',
  digits: 'Digits that count as alike',
  digitsHint: 'With the country’s code: 7 of +63 917 123 4567 are 63 917 12.',
  countries: 'Countries',
  countriesText: 'To numbers of other countries no SMS leaves.',
  ownCountries: 'Your company’s and your campaigns’: {{countries}}',
  chosenCountries: 'Only these',
  chooseCountries: 'Countries to which SMS may go',
  help: 'Answer to HELP',
  helpText:
    'Who sends HELP, INFO or AYUDA alone gets this answer in the campaign’s language. STOP and START, and ALTO and ALTA, are obeyed at once.',
  helpIn: { en: 'In English', es: 'In Spanish' },
  helpHint: 'Empty: the text that stands there in grey.',
  notSaved: 'Not saved: look at what is marked.',
} as const;
