import type { PredefinedTexts } from './texts.ts';

export const id: PredefinedTexts = {
  invitation: {
    sms: 'Halo <%= @candidate_name %>, terima kasih sudah melamar di <%= @company %>! Wawancara Anda: <%= @messenger_interview_link %>',
    subject: 'Wawancara Anda dengan <%= @company %>',
    letter: [
      'Halo <%= @candidate_name %>,',
      'Terima kasih sudah melamar di <%= @company %>. Langkah berikutnya adalah wawancara singkat lewat chat. Hanya perlu beberapa menit, dan Anda bisa melakukannya lewat ponsel kapan saja.',
      '{link}',
      'Jika halaman tertutup, buka tautan ini lagi dan lanjutkan dari bagian terakhir.',
    ],
  },
  completion: {
    sms: 'Terima kasih, <%= @candidate_name %>! <%= @company %> sudah menerima jawaban Anda dan akan segera menghubungi Anda.',
    subject: 'Jawaban Anda sudah kami terima',
    letter: [
      'Halo <%= @candidate_name %>,',
      'Terima kasih sudah menyelesaikan wawancara. Tim kami di <%= @company %> akan melihat jawaban Anda dan segera memberi kabar.',
    ],
  },
  shortlisted: {
    sms: 'Kabar baik, <%= @candidate_name %>! Anda lolos ke tahap berikutnya di <%= @company %>. Kami akan menghubungi Anda untuk langkah selanjutnya.',
    subject: 'Kabar baik dari <%= @company %>',
    letter: [
      'Halo <%= @candidate_name %>,',
      'Kami menyukai jawaban Anda, dan Anda lolos ke tahap berikutnya. Tim kami akan menghubungi Anda untuk langkah selanjutnya.',
    ],
  },
  rejected: {
    sms: 'Halo <%= @candidate_name %>, terima kasih atas waktu Anda. Untuk lowongan ini, <%= @company %> memutuskan untuk melanjutkan dengan pelamar lain. Semoga sukses selalu.',
    subject: 'Lamaran Anda di <%= @company %>',
    letter: [
      'Halo <%= @candidate_name %>,',
      'Terima kasih atas waktu yang Anda berikan. Untuk lowongan ini, kami memutuskan untuk melanjutkan dengan pelamar lain.',
      'Semoga sukses selalu. Kami senang jika Anda melamar lagi di lain waktu.',
    ],
  },
  startInterview: 'Mulai wawancara',
  interview: {
    greeting:
      'Halo <%= @candidate_name %>! Terima kasih atas minat Anda pada <%= @company %>. Saya punya beberapa pertanyaan singkat untuk Anda.',
    introduction: 'Halo, terima kasih sudah menelepon. Ini wawancara singkat tentang pekerjaan yang Anda lamar.',
    privacy:
      'Jawaban Anda akan direkam dan dibagikan kepada orang-orang yang memutuskan lamaran Anda. Tekan tombol apa saja jika Anda setuju.',
    instructions:
      'Setelah setiap pertanyaan, Anda punya waktu hingga empat menit untuk menjawab. Tekan tombol apa saja setelah selesai. Tekan tombol apa saja sekarang untuk mulai.',
    experience: 'Pekerjaan apa saja yang pernah Anda lakukan? Ceritakan tentang pekerjaan terakhir Anda.',
    motivation: 'Mengapa Anda ingin melakukan pekerjaan ini?',
    start: 'Kapan Anda bisa mulai?',
    startChoices: ['Segera', 'Dalam dua minggu', 'Satu bulan lagi atau lebih'],
  },
};
