import type { Phrases } from './phrases.ts';

export const pt: Phrases = {
  welcomeBack: 'Que bom que você voltou! Vamos continuar de onde você parou.',
  needText: 'Nesta pergunta, escreva sua resposta, por favor.',
  needAudio: 'Nesta pergunta, grave uma mensagem de voz, por favor: toque no microfone e fale.',
  needAudioOrText: 'Escreva sua resposta ou grave uma mensagem de voz, por favor.',
  needNumber: (min, max, integer) => {
    const kind = integer ? 'um número inteiro' : 'um número';
    if (min !== undefined && max !== undefined) return `Responda com ${kind} de ${min} a ${max}, por favor.`;
    if (min !== undefined) return `Responda com ${kind}, ${min} ou mais, por favor.`;
    if (max !== undefined) return `Responda com ${kind}, ${max} ou menos, por favor.`;
    return `Responda com ${kind}, por exemplo 12, por favor.`;
  },
  needChoice: 'Escolha uma destas opções, por favor:',
  choose: 'Escolher',
  emptyAnswer: 'Não recebi nenhuma resposta. Você pode escrever algumas palavras?',
  gotFiles: (count, name) => {
    if (count > 1) return `Recebi seus ${count} arquivos, obrigado.`;
    return name ? `Recebi seu arquivo “${name}”, obrigado.` : 'Recebi seu arquivo, obrigado.';
  },
  cannotSkip: 'Precisamos de uma resposta a esta pergunta. Você pode tentar?',
  handOver: 'Obrigado. Avisei nossa equipe e alguém vai ler sua mensagem. Você ainda pode responder à pergunta acima.',
  alreadyDone: 'Você já respondeu tudo, obrigado! Nossa equipe também vai ler esta mensagem.',
  alreadyDoneCall: 'Você já respondeu tudo, obrigado! Até logo.',
  nothingHeard: 'Não ouvi nada.',
  notUnderstood: 'Desculpe, não entendi.',
  movingOn: 'Vamos continuar.',
  pressKey: 'Aperte qualquer tecla do seu telefone, por favor.',
  pressFor: (key, label) => `Para ${label}, aperte ${key}.`,
  enterNumber: 'Digite o número no seu telefone e depois aperte a tecla jogo da velha.',
  thenHash: 'Depois aperte a tecla jogo da velha.',
  starSkips: 'Para pular esta pergunta, aperte asterisco.',
  goodbye: 'Obrigado. Você pode ligar de novo quando quiser e continuar daqui. Até logo.',
  personTookOver:
    'Obrigado por ligar. Uma pessoa da nossa equipe está cuidando da sua entrevista e vai falar com você. Até logo.',
  skipWords: ['pular', 'saltar', 'passar', 'próxima'],
  numberWords: ['zero', 'um', 'dois', 'três', 'quatro', 'cinco', 'seis', 'sete', 'oito', 'nove', 'dez'],
  decimalComma: true,
};
