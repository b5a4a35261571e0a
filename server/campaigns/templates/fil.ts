import type { PredefinedTexts } from './texts.ts';

export const fil: PredefinedTexts = {
  invitation: {
    sms: 'Hi <%= @candidate_name %>, salamat sa pag-apply sa <%= @company %>! Ang maikli mong interview: <%= @messenger_interview_link %>',
    subject: 'Ang interview mo sa <%= @company %>',
    letter: [
      'Hi <%= @candidate_name %>,',
      'Salamat sa pag-apply sa <%= @company %>. Ang susunod na hakbang ay isang maikling interview sa chat. Ilang minuto lang ito, at puwede mong gawin sa cellphone kung kailan ka libre.',
      '{link}',
      'Kung maisara mo ang page, buksan lang ulit ang link na ito at ituloy kung saan ka huminto.',
    ],
  },
  completion: {
    sms: 'Salamat, <%= @candidate_name %>! Natanggap na ng <%= @company %> ang mga sagot mo at makikipag-ugnayan kami sa lalong madaling panahon.',
    subject: 'Natanggap namin ang mga sagot mo',
    letter: [
      'Hi <%= @candidate_name %>,',
      'Salamat at natapos mo ang interview. Titingnan ng team namin sa <%= @company %> ang mga sagot mo at babalitaan ka namin sa lalong madaling panahon.',
    ],
  },
  shortlisted: {
    sms: 'Magandang balita, <%= @candidate_name %>! Kasama ka sa shortlist ng <%= @company %>. Kokontakin ka namin para sa susunod na hakbang.',
    subject: 'Magandang balita mula sa <%= @company %>',
    letter: [
      'Hi <%= @candidate_name %>,',
      'Nagustuhan namin ang mga sagot mo, at kasama ka sa shortlist namin. May recruiter na kokontak sa iyo para sa susunod na hakbang.',
    ],
  },
  rejected: {
    sms: 'Hi <%= @candidate_name %>, salamat sa oras mo. Para sa trabahong ito, nagpasya ang <%= @company %> na magpatuloy sa ibang aplikante. Hangad namin ang tagumpay mo.',
    subject: 'Ang application mo sa <%= @company %>',
    letter: [
      'Hi <%= @candidate_name %>,',
      'Salamat sa oras na ibinigay mo sa amin. Para sa trabahong ito, nagpasya kaming magpatuloy sa ibang aplikante.',
      'Hangad namin ang tagumpay mo, at malugod ka naming tatanggapin kung mag-a-apply ka ulit.',
    ],
  },
  startInterview: 'Simulan ang interview',
  interview: {
    greeting:
      'Hi <%= @candidate_name %>! Salamat sa interes mo sa <%= @company %>. Mayroon akong ilang maiikling tanong para sa iyo.',
    introduction: 'Hello, at salamat sa pagtawag. Maikling interview ito tungkol sa trabahong inaplayan mo.',
    privacy:
      'Ire-record ang mga sagot mo at ibabahagi sa mga taong magpapasya sa application mo. Pindutin ang kahit anong numero kung pumapayag ka.',
    instructions:
      'Pagkatapos ng bawat tanong, mayroon kang hanggang apat na minuto para sumagot. Pindutin ang kahit anong numero kapag tapos ka na. Pindutin ang kahit anong numero ngayon para magsimula.',
    experience: 'Anong mga trabaho na ang nagawa mo? Ikuwento mo sa amin ang huli mong trabaho.',
    motivation: 'Bakit gusto mo ang trabahong ito?',
    start: 'Kailan ka puwedeng magsimula?',
    startChoices: ['Agad-agad', 'Sa loob ng dalawang linggo', 'Pagkalipas ng isang buwan o higit pa'],
  },
};
