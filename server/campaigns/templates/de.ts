import type { PredefinedTexts } from './texts.ts';

export const de: PredefinedTexts = {
  invitation: {
    sms: 'Hallo <%= @candidate_name %>, danke für Ihre Bewerbung bei <%= @company %>! Ihr Interview: <%= @messenger_interview_link %>',
    subject: 'Ihr Interview mit <%= @company %>',
    letter: [
      'Hallo <%= @candidate_name %>,',
      'vielen Dank für Ihre Bewerbung bei <%= @company %>. Als Nächstes folgt ein kurzes Interview im Chat. Es dauert nur wenige Minuten, und Sie können es auf dem Handy führen, wann es Ihnen passt.',
      '{link}',
      'Wenn Sie die Seite schließen, öffnen Sie diesen Link einfach noch einmal. Es geht dort weiter, wo Sie aufgehört haben.',
    ],
  },
  completion: {
    sms: 'Vielen Dank, <%= @candidate_name %>! <%= @company %> hat Ihre Antworten erhalten und meldet sich bald bei Ihnen.',
    subject: 'Wir haben Ihre Antworten erhalten',
    letter: [
      'Hallo <%= @candidate_name %>,',
      'vielen Dank, dass Sie das Interview abgeschlossen haben. Unser Team bei <%= @company %> sieht sich Ihre Antworten an und meldet sich bald bei Ihnen.',
    ],
  },
  shortlisted: {
    sms: 'Gute Nachrichten, <%= @candidate_name %>! Sie sind bei <%= @company %> in der engeren Auswahl. Wir melden uns wegen des nächsten Schritts.',
    subject: 'Gute Nachrichten von <%= @company %>',
    letter: [
      'Hallo <%= @candidate_name %>,',
      'Ihre Antworten haben uns gefallen, und Sie sind in der engeren Auswahl. Jemand aus unserem Team meldet sich bei Ihnen wegen des nächsten Schritts.',
    ],
  },
  rejected: {
    sms: 'Hallo <%= @candidate_name %>, danke für Ihre Zeit. Für diese Stelle hat sich <%= @company %> für andere Personen entschieden. Wir wünschen Ihnen alles Gute.',
    subject: 'Ihre Bewerbung bei <%= @company %>',
    letter: [
      'Hallo <%= @candidate_name %>,',
      'vielen Dank für die Zeit, die Sie sich genommen haben. Für diese Stelle haben wir uns für andere Personen entschieden.',
      'Wir wünschen Ihnen alles Gute und freuen uns, wenn Sie sich wieder bei uns bewerben.',
    ],
  },
  startInterview: 'Interview beginnen',
  interview: {
    greeting:
      'Hallo <%= @candidate_name %>! Schön, dass Sie sich für <%= @company %> interessieren. Ich habe ein paar kurze Fragen an Sie.',
    introduction:
      'Guten Tag und vielen Dank für Ihren Anruf. Dies ist ein kurzes Interview zu der Stelle, auf die Sie sich beworben haben.',
    privacy:
      'Ihre Antworten werden aufgezeichnet und an die Personen weitergegeben, die über Ihre Bewerbung entscheiden. Drücken Sie eine beliebige Taste, wenn Sie einverstanden sind.',
    instructions:
      'Nach jeder Frage haben Sie bis zu vier Minuten Zeit für Ihre Antwort. Drücken Sie eine beliebige Taste, wenn Sie fertig sind. Drücken Sie jetzt eine beliebige Taste, um zu beginnen.',
    experience: 'Was haben Sie bisher gearbeitet? Erzählen Sie uns von Ihrer letzten Stelle.',
    motivation: 'Warum möchten Sie diese Arbeit machen?',
    start: 'Wann könnten Sie anfangen?',
    startChoices: ['Sofort', 'Innerhalb von zwei Wochen', 'In einem Monat oder später'],
  },
};
