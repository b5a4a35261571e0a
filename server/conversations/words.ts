import { sentences } from '#platform/sentences.ts';

export const words = sentences({
  en: {
    noPhone: 'This candidate has no phone number.',
    noEmail: 'This candidate has no e-mail address.',
    suppressed: 'This candidate has opted out of messages at this address.',
    chatNotOpened: 'The candidate has not opened the web chat yet and would not see it there.',
    notWritten: 'This candidate has not written there yet, and who has not can’t be written to.',
    windowClosed:
      'This candidate has not written there lately. The channel takes only answers, until they write again.',
    notConnected: 'This channel is not connected.',
    unknownToken: (token: string, known: string) => `There is no token @${token}; known are ${known}.`,
    malformedToken: 'A token is written <%= @candidate_name %>; this one is not complete.',
    emptyTokens: (tokens: string) => `For this candidate there is nothing to put in for ${tokens}.`,
    textEmpty: 'The text is empty.',
    subjectNeeded: 'A mail needs a subject.',
    duplicateMessage:
      'This is exactly the message that was sent last. Change it a little if you mean to send it again.',
    notFailed: 'Only a message that failed, or of which nobody knows, can be sent again.',
    botNotRunning: 'The bot is not running for this candidate, so it can not be stopped.',
    noCampaign: 'This person is in no campaign, so there is nothing to be invited to.',
    interviewCompleted: 'This candidate has completed the interview already.',
    noAddress: 'There is no address to which the invitation could go: none is known, or it has opted out.',
    wrongCursor: 'This is no place in the conversation. Begin again without it.',
  },
  es: {
    noPhone: 'Esta persona no tiene número de teléfono.',
    noEmail: 'Esta persona no tiene dirección de correo.',
    suppressed: 'Esta persona pidió no recibir mensajes en esta dirección.',
    chatNotOpened: 'La persona aún no abrió el chat web y allí no lo vería.',
    notWritten: 'Esta persona aún no escribió ahí, y a quien no escribió no se le puede escribir.',
    windowClosed:
      'Esta persona no escribió ahí últimamente. El canal solo admite respuestas, hasta que vuelva a escribir.',
    notConnected: 'Este canal no está conectado.',
    unknownToken: (token, known) => `No existe la variable @${token}; estas son las que hay: ${known}.`,
    malformedToken: 'Una variable se escribe <%= @candidate_name %>; esta no está completa.',
    emptyTokens: (tokens) => `Para esta persona no hay nada que poner en ${tokens}.`,
    textEmpty: 'El texto está vacío.',
    subjectNeeded: 'Un correo necesita un asunto.',
    duplicateMessage: 'Es exactamente el último mensaje que se envió. Cámbialo un poco si quieres volver a enviarlo.',
    notFailed: 'Solo se puede reenviar un mensaje que falló o del que no se sabe si llegó.',
    botNotRunning: 'El bot no está activo para esta persona, así que no se puede detener.',
    noCampaign: 'Esta persona no está en ninguna campaña, así que no hay a qué invitarla.',
    interviewCompleted: 'Esta persona ya completó la entrevista.',
    noAddress: 'La invitación no tiene adónde ir: no hay ninguna dirección conocida o pidió no recibir mensajes.',
    wrongCursor: 'No es un lugar de esta conversación. Empieza de nuevo sin él.',
  },
});
