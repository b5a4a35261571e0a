import type { PredefinedTexts } from './texts.ts';

export const en: PredefinedTexts = {
  invitation: {
    sms: 'Hi <%= @candidate_name %>, thanks for applying to <%= @company %>! Your short interview: <%= @messenger_interview_link %>',
    subject: 'Your interview with <%= @company %>',
    letter: [
      'Hi <%= @candidate_name %>,',
      'Thank you for applying to <%= @company %>. The next step is a short chat interview. It takes a few minutes, and you can do it on your phone whenever it suits you.',
      '{link}',
      'If you close the page, open this link again and go on where you stopped.',
    ],
  },
  completion: {
    sms: 'Thank you, <%= @candidate_name %>! <%= @company %> has your answers and will be in touch soon.',
    subject: 'We have your answers',
    letter: [
      'Hi <%= @candidate_name %>,',
      'Thank you for completing the interview. Our team at <%= @company %> will look at your answers and get back to you soon.',
    ],
  },
  shortlisted: {
    sms: 'Good news, <%= @candidate_name %>! You are on the shortlist at <%= @company %>. We will contact you about the next step.',
    subject: 'Good news from <%= @company %>',
    letter: [
      'Hi <%= @candidate_name %>,',
      'We liked your answers, and you are on our shortlist. A recruiter will contact you about the next step.',
    ],
  },
  rejected: {
    sms: 'Hi <%= @candidate_name %>, thank you for your time. <%= @company %> has decided to go on with other candidates for this job. We wish you all the best.',
    subject: 'Your application to <%= @company %>',
    letter: [
      'Hi <%= @candidate_name %>,',
      'Thank you for the time you gave us. For this job we have decided to go on with other candidates.',
      'We wish you all the best, and you are welcome to apply again.',
    ],
  },
  startInterview: 'Start the interview',
  interview: {
    greeting:
      'Hi <%= @candidate_name %>! Thanks for your interest in <%= @company %>. I have a few short questions for you.',
    introduction: 'Hello, and thank you for calling. This is a short interview about the job you applied for.',
    privacy:
      'Your answers will be recorded and shared with the people who decide about your application. Press any key if you agree.',
    instructions:
      'After each question you have up to four minutes to answer. Press any key when you are done. Press any key now to begin.',
    experience: 'What work have you done so far? Tell us about your last job.',
    motivation: 'Why would you like to do this job?',
    start: 'When could you start?',
    startChoices: ['Right away', 'Within two weeks', 'In a month or later'],
  },
};
