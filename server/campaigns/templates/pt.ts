import type { PredefinedTexts } from './texts.ts';

export const pt: PredefinedTexts = {
  invitation: {
    sms: 'Oi <%= @candidate_name %>, obrigado por se candidatar à <%= @company %>! Sua entrevista: <%= @messenger_interview_link %>',
    subject: 'Sua entrevista com <%= @company %>',
    letter: [
      'Olá, <%= @candidate_name %>,',
      'Obrigado por se candidatar à <%= @company %>. O próximo passo é uma entrevista curta por chat. Leva poucos minutos e você pode fazer pelo celular, na hora que preferir.',
      '{link}',
      'Se você fechar a página, abra este link de novo e continue de onde parou.',
    ],
  },
  completion: {
    sms: 'Obrigado, <%= @candidate_name %>! A equipe de <%= @company %> recebeu suas respostas e falará com você em breve.',
    subject: 'Recebemos suas respostas',
    letter: [
      'Olá, <%= @candidate_name %>,',
      'Obrigado por concluir a entrevista. Nossa equipe na <%= @company %> vai analisar suas respostas e dar um retorno em breve.',
    ],
  },
  shortlisted: {
    sms: 'Boas notícias, <%= @candidate_name %>! Você passou para a próxima fase na <%= @company %>. Vamos entrar em contato para combinar o próximo passo.',
    subject: 'Boas notícias de <%= @company %>',
    letter: [
      'Olá, <%= @candidate_name %>,',
      'Gostamos das suas respostas e você passou para a próxima fase. Uma pessoa da nossa equipe vai entrar em contato para combinar o próximo passo.',
    ],
  },
  rejected: {
    sms: 'Olá, <%= @candidate_name %>. Agradecemos o seu tempo. Para esta vaga, <%= @company %> decidiu seguir com outras pessoas. Desejamos tudo de bom para você.',
    subject: 'Sua candidatura à <%= @company %>',
    letter: [
      'Olá, <%= @candidate_name %>,',
      'Agradecemos o tempo que você nos dedicou. Para esta vaga, decidimos seguir com outras pessoas.',
      'Desejamos tudo de bom para você, e será um prazer receber sua candidatura de novo.',
    ],
  },
  startInterview: 'Começar a entrevista',
  interview: {
    greeting:
      'Olá, <%= @candidate_name %>! Obrigado pelo seu interesse em trabalhar com <%= @company %>. Tenho algumas perguntas rápidas para você.',
    introduction: 'Olá e obrigado por ligar. Esta é uma entrevista curta sobre a vaga à qual você se candidatou.',
    privacy:
      'Suas respostas serão gravadas e compartilhadas com as pessoas que decidem sobre a sua candidatura. Aperte qualquer tecla se você concorda.',
    instructions:
      'Depois de cada pergunta, você tem até quatro minutos para responder. Aperte qualquer tecla quando terminar. Aperte qualquer tecla agora para começar.',
    experience: 'Com o que você já trabalhou? Conte sobre o seu último emprego.',
    motivation: 'Por que você gostaria de fazer este trabalho?',
    start: 'Quando você poderia começar?',
    startChoices: ['Imediatamente', 'Em até duas semanas', 'Em um mês ou mais'],
  },
};
