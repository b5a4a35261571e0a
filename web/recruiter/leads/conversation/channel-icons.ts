import {
  IconBrandMessenger,
  IconBrandWechat,
  IconBrandWhatsapp,
  IconMail,
  IconMessage,
  IconMessageCircle,
} from '@tabler/icons-react';

export const channelIcons = {
  webchat: IconMessageCircle,
  sms: IconMessage,
  email: IconMail,
  messenger: IconBrandMessenger,
  whatsapp: IconBrandWhatsapp,
  wechat: IconBrandWechat,
};
