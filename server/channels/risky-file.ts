/** Programs, what other programs run of them, and documents whose ending says that they carry some; an old `.doc` may as well, and is what people apply with. */
const runs = new Set(
  (
    'exe com scr pif msi msix msp appx cpl dll sys drv ocx bat cmd ps1 psm1 vb vbs vbe js jse mjs ws wsf wsh sct hta jar jnlp ' +
    'lnk url inf reg scf chm hlp gadget application appref-ms library-ms settingcontent-ms msc sh bash zsh csh command run bin ' +
    'elf app dmg pkg deb rpm apk ipa py pyw pl rb php html htm xhtml shtml mht mhtml svg svgz xml xsl ' +
    'docm dotm xlsm xltm xlam xll xlsb pptm potm ppam ppsm sldm iqy slk iso img vhd vhdx'
  ).split(' '),
);

/** What people send; one of these before another ending looks like what the file is not. */
const known = new Set(
  'pdf doc docx odt rtf txt csv xls xlsx ods ppt pptx odp jpg jpeg png gif webp heic bmp tif tiff mp3 m4a wav ogg mp4 mov zip'.split(
    ' ',
  ),
);

/**
 * Whether a file may run a program when it is opened, by its name: one with such an ending, one with an ending behind which
 * another hides, or one with characters that turn the name around. Its type as sniffed is no help: scripts are text.
 */
export function isRisky(name: string): boolean {
  if (/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(name)) return true;
  const parts = name
    .toLowerCase()
    .replace(/[\s.\p{C}]+$/u, '')
    .split('.')
    .slice(1)
    .map((part) => part.trim());
  const ending = parts.at(-1) ?? '';
  if (runs.has(ending)) return true;
  return parts.slice(0, -1).some((part) => known.has(part)) && !known.has(ending);
}
