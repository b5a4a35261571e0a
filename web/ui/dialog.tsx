import { Modal, type ModalProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** A modal dialog whose close button has a name. */
export function Dialog(props: ModalProps) {
  const { t } = useTranslation('ui');
  return <Modal closeButtonProps={{ 'aria-label': t('close') }} {...props} />;
}
