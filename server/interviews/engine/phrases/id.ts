import type { Phrases } from './phrases.ts';

export const id: Phrases = {
  welcomeBack: 'Selamat datang kembali! Mari lanjutkan dari tempat Anda berhenti.',
  needText: 'Untuk pertanyaan ini, silakan tulis jawaban Anda.',
  needAudio: 'Untuk pertanyaan ini, silakan rekam pesan suara: ketuk mikrofon lalu bicara.',
  needAudioOrText: 'Silakan tulis jawaban Anda atau rekam pesan suara.',
  needNumber: (min, max, integer) => {
    const kind = integer ? 'bilangan bulat' : 'angka';
    if (min !== undefined && max !== undefined) return `Silakan jawab dengan ${kind} dari ${min} sampai ${max}.`;
    if (min !== undefined) return `Silakan jawab dengan ${kind}, ${min} atau lebih.`;
    if (max !== undefined) return `Silakan jawab dengan ${kind}, ${max} atau kurang.`;
    return `Silakan jawab dengan ${kind}, misalnya 12.`;
  },
  needChoice: 'Silakan pilih salah satu:',
  choose: 'Pilih',
  emptyAnswer: 'Saya tidak menerima jawaban. Bisakah Anda menulis beberapa kata?',
  gotFiles: (count, name) => {
    if (count > 1) return `${count} file Anda sudah kami terima, terima kasih.`;
    return name ? `File “${name}” sudah kami terima, terima kasih.` : 'File Anda sudah kami terima, terima kasih.';
  },
  cannotSkip: 'Kami memerlukan jawaban untuk pertanyaan ini. Bisakah Anda mencobanya?',
  handOver:
    'Terima kasih. Saya sudah memberi tahu tim kami dan seseorang akan membaca pesan Anda. Anda masih bisa menjawab pertanyaan di atas.',
  alreadyDone: 'Anda sudah menjawab semuanya, terima kasih! Tim kami juga akan membaca pesan ini.',
  alreadyDoneCall: 'Anda sudah menjawab semuanya, terima kasih! Sampai jumpa.',
  nothingHeard: 'Saya tidak mendengar apa pun.',
  notUnderstood: 'Maaf, saya tidak mengerti.',
  movingOn: 'Mari kita lanjutkan.',
  pressKey: 'Silakan tekan tombol apa saja di telepon Anda.',
  pressFor: (key, label) => `Untuk ${label}, tekan ${key}.`,
  enterNumber: 'Masukkan angkanya di telepon Anda, lalu tekan tombol pagar.',
  thenHash: 'Lalu tekan tombol pagar.',
  starSkips: 'Untuk melewati pertanyaan ini, tekan bintang.',
  goodbye: 'Terima kasih. Anda bisa menelepon lagi kapan saja dan melanjutkan dari sini. Sampai jumpa.',
  personTookOver:
    'Terima kasih sudah menelepon. Seseorang dari tim kami menangani wawancara Anda dan akan menghubungi Anda. Sampai jumpa.',
  skipWords: ['lewati', 'lewat', 'lanjut'],
  numberWords: ['nol', 'satu', 'dua', 'tiga', 'empat', 'lima', 'enam', 'tujuh', 'delapan', 'sembilan', 'sepuluh'],
  decimalComma: true,
};
