import { sentences } from '#platform/sentences.ts';

export const words = sentences({
  en: {
    titleNeeded: 'A campaign needs a title.',
    makersOnly: 'Only an owner or the maker of this campaign can delete it.',
    notItsTitle: 'Type the title of the campaign exactly as it is.',
    notYourself: 'You can not take the campaign from yourself; an owner can.',
    strangers: 'One of these people is nobody of this company.',
    interviewRefused: 'The interview can not be saved as it is.',
    changedMeanwhile: 'Somebody saved this interview meanwhile. Load it again and repeat your change.',
    audioGone: 'This is no sound file of this company. Upload it first.',
    noAudio: 'This is no .wav or .mp3 file by its content; telephones play only these.',
    textsRefused: 'Some texts can not be saved as they are.',
    mailRefused: 'This mail can not be sent as it is.',
    bodyNeeded: 'The text is empty; write one or switch the message off.',
    subjectNeeded: 'The subject is empty; a mail needs one.',
  },
  es: {
    titleNeeded: 'Una campaña necesita un título.',
    makersOnly: 'Solo una persona propietaria o quien creó la campaña puede eliminarla.',
    notItsTitle: 'Escribe el título de la campaña exactamente como es.',
    notYourself: 'No puedes quitarte la campaña a ti; puede hacerlo una persona propietaria.',
    strangers: 'Una de estas personas no es de la empresa.',
    interviewRefused: 'La entrevista no se puede guardar tal como está.',
    changedMeanwhile: 'Alguien guardó esta entrevista mientras tanto. Vuelve a cargarla y repite tu cambio.',
    audioGone: 'No es un archivo de sonido de esta empresa. Súbelo primero.',
    noAudio: 'Por su contenido no es un archivo .wav ni .mp3; los teléfonos solo reproducen estos.',
    textsRefused: 'Algunos textos no se pueden guardar tal como están.',
    mailRefused: 'Este correo no se puede enviar tal como está.',
    bodyNeeded: 'El texto está vacío; escribe uno o desactiva el mensaje.',
    subjectNeeded: 'El asunto está vacío; un correo necesita uno.',
  },
});
