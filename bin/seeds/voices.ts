/** Where candidates come from: how they are called, how their phones begin, what they say. */
export type Voice = {
  country: string;
  /** E.164 without the last seven digits. */
  phone: readonly string[];
  given: readonly string[];
  family: readonly string[];
  experience: readonly string[];
  motivation: readonly string[];
  question: readonly string[];
};

export const voices: Record<string, Voice> = {
  english: {
    country: 'US',
    phone: ['+1212', '+1312', '+1415', '+1713'],
    given: ['Olivia', 'Liam', 'Emma', 'Noah', 'Ava', 'Ethan', 'Sophia', 'Mason', 'Isabella', 'Logan', 'Mia', 'Lucas', 'Amelia', 'Jackson', 'Harper', 'Aiden'],
    family: ['Smith', 'Johnson', 'Williams', 'Brown', 'Jones', 'Miller', 'Davis', 'Wilson', 'Anderson', 'Taylor', 'Moore', 'Jackson', 'Martin', 'Lee', 'Thompson', "O'Brien"],
    experience: ['Two years on the phones for a phone company, mostly billing questions.', 'I worked in a warehouse, then six months at a help desk.', 'This would be my first job, I just finished school.', 'Four years as a cashier and a year as shift lead at a supermarket.'],
    motivation: ['I like talking to people and I need steady hours.', 'A friend works with you and says the team is great.', 'I want to grow into a team lead position.', 'It is close to home and the shifts suit me.'],
    question: ['Is the job on site or from home?', 'What are the hours?', 'How much is the pay?', 'Thank you! When do I hear from you?'],
  },
  spanish: {
    country: 'MX',
    phone: ['+5255', '+5281', '+5233'],
    given: ['María', 'José', 'Guadalupe', 'Juan', 'Ximena', 'Carlos', 'Fernanda', 'Luis', 'Sofía', 'Ángel', 'Valeria', 'Iván', 'Lucía', 'Raúl', 'Inés', 'Óscar'],
    family: ['Hernández', 'García', 'Martínez', 'López', 'González', 'Pérez', 'Rodríguez', 'Sánchez', 'Ramírez', 'Núñez', 'Muñoz', 'Ibáñez', 'Vázquez', 'Jiménez', 'Díaz', 'Peña'],
    experience: ['Trabajé tres años en un call center de telecomunicaciones.', 'Fui vendedora en una tienda de ropa durante dos años.', 'Es mi primer empleo, terminé la preparatoria en junio.', 'He sido repartidor y también atendí clientes por chat.'],
    motivation: ['Me gusta ayudar a la gente y quiero un trabajo estable.', 'Busco crecer y aprender inglés en el trabajo.', 'Me queda cerca de casa y el horario me conviene.', 'Mi hermana trabaja ahí y está muy contenta.'],
    question: ['¿Es presencial o desde casa?', '¿Cuál es el horario?', '¿Cuánto pagan?', '¡Gracias! ¿Cuándo me avisan?'],
  },
  filipino: {
    country: 'PH',
    phone: ['+63917', '+63918', '+63922'],
    given: ['Maricel', 'Jomar', 'Angelica', 'Rodel', 'Kristine', 'Jericho', 'Rowena', 'Arnel', 'Liezel', 'Dindo', 'Cherry', 'Ramil', 'Jocelyn', 'Noel', 'Princess', 'Bong'],
    family: ['Dela Cruz', 'Santos', 'Reyes', 'Bautista', 'Ocampo', 'Garcia', 'Mendoza', 'Villanueva', 'Aquino', 'Ramos', 'Castillo', 'Magsaysay', 'Salazar', 'Domingo', 'Pascual', 'Tolentino'],
    experience: ['Dalawang taon po ako sa isang BPO account sa Makati, customer service.', 'Call center agent ako dati for a US telco, night shift.', 'Fresh graduate po, pero nag-OJT ako sa isang hotel.', 'Naging cashier ako ng tatlong taon sa SM.'],
    motivation: ['Gusto ko pong makatulong sa pamilya ko at lumago sa trabaho.', 'Malapit po sa amin at maganda ang reviews ng company.', 'I enjoy talking to customers kahit graveyard shift.', 'Nirefer po ako ng kaibigan ko na agent ninyo.'],
    question: ['Work from home po ba ito?', 'Magkano po ang starting?', 'May night differential po ba?', 'Salamat po! Kailan po ang result?'],
  },
  arabic: {
    country: 'EG',
    phone: ['+2010', '+2011', '+2012'],
    given: ['محمد', 'فاطمة', 'أحمد', 'مريم', 'يوسف', 'نور', 'عمر', 'سارة', 'خالد', 'هبة', 'مصطفى', 'ليلى'],
    family: ['حسن', 'إبراهيم', 'علي', 'السيد', 'عبد الله', 'منصور', 'خليل', 'فاروق', 'عثمان', 'صالح'],
    experience: ['عملت سنتين في خدمة العملاء بشركة اتصالات.', 'كنت بائعًا في متجر ملابس لمدة ثلاث سنوات.', 'هذه أول وظيفة لي بعد التخرج.'],
    motivation: ['أحب التعامل مع الناس وأبحث عن عمل ثابت.', 'أريد أن أتطور وأتعلم مهارات جديدة.', 'المكان قريب من بيتي والمواعيد مناسبة.'],
    question: ['هل العمل من المنزل؟', 'كم الراتب؟', 'شكرًا! متى تصلني النتيجة؟'],
  },
  hindi: {
    country: 'IN',
    phone: ['+91981', '+91987', '+91900'],
    given: ['प्रिया', 'राहुल', 'अंजलि', 'अमित', 'पूजा', 'विकास', 'नेहा', 'संजय', 'कविता', 'रोहित', 'सीमा', 'मनोज'],
    family: ['शर्मा', 'वर्मा', 'सिंह', 'गुप्ता', 'कुमार', 'पटेल', 'यादव', 'मिश्रा', 'जोशी', 'नायर'],
    experience: ['मैंने दो साल एक कॉल सेंटर में काम किया है।', 'मैं एक दुकान में बिक्री का काम करता था।', 'यह मेरी पहली नौकरी होगी।'],
    motivation: ['मुझे लोगों से बात करना अच्छा लगता है।', 'मैं सीखना और आगे बढ़ना चाहता हूँ।', 'यह घर के पास है और समय ठीक है।'],
    question: ['क्या यह घर से काम है?', 'वेतन कितना है?', 'धन्यवाद! जवाब कब मिलेगा?'],
  },
  chinese: {
    country: 'CN',
    phone: ['+86138', '+86139', '+86186'],
    given: ['伟', '芳', '娜', '敏', '静', '强', '磊', '洋', '艳', '勇', '杰', '娟'],
    family: ['王', '李', '张', '刘', '陈', '杨', '赵', '黄', '周', '吴'],
    experience: ['我在客服中心工作过两年。', '我做过三年的商场销售。', '这是我的第一份工作。'],
    motivation: ['我喜欢和人沟通，也想要稳定的工作。', '公司离家近，时间也合适。', '我想学习新的东西，慢慢成长。'],
    question: ['可以在家上班吗？', '工资是多少？', '谢谢！什么时候有结果？'],
  },
  russian: {
    country: 'KZ',
    phone: ['+7701', '+7702', '+7705'],
    given: ['Анна', 'Дмитрий', 'Екатерина', 'Сергей', 'Ольга', 'Алексей', 'Татьяна', 'Игорь', 'Наталья', 'Пётр'],
    family: ['Ковалёв', 'Новак', 'Соколова', 'Морозов', 'Волков', 'Лебедева', 'Козлов', 'Зайцева', 'Павлов', 'Ким'],
    experience: ['Три года работала оператором в колл-центре.', 'Был продавцом в магазине электроники.', 'Это будет моя первая работа.'],
    motivation: ['Люблю общаться с людьми и ищу стабильную работу.', 'Хочу расти и учиться новому.', 'Удобный график и близко к дому.'],
    question: ['Можно работать из дома?', 'Какая зарплата?', 'Спасибо! Когда будет ответ?'],
  },
};
