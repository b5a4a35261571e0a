/** The predefined texts of one language. Tokens are as in `conversations/tokens.ts`; `{link}` in a letter is where its button goes. */
export type PredefinedTexts = {
  invitation: EventTexts;
  completion: EventTexts;
  shortlisted: EventTexts;
  rejected: EventTexts;
  /** On the button of the invitation's letter. */
  startInterview: string;
  interview: {
    greeting: string;
    introduction: string;
    privacy: string;
    instructions: string;
    experience: string;
    motivation: string;
    start: string;
    startChoices: [string, string, string];
  };
};

export type EventTexts = { sms: string; subject: string; letter: string[] };
