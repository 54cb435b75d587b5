import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";
import styles from "./theme.module.css";

/** Index 6 fills in light, 7 in dark, 4 is text on dark; the other steps are only for completeness. */
const blue: MantineColorsTuple = [
  "#e8f1fc",
  "#d3e4f8",
  "#a8caf1",
  "#86bafa",
  "#6aaefb",
  "#3e8ae0",
  "#1c6fd0",
  "#2671cc",
  "#14539d",
  "#0f4382",
];

const red: MantineColorsTuple = [
  "#fdeaea",
  "#fbd5d5",
  "#f5a9a6",
  "#ff938b",
  "#ff7b72",
  "#e04e48",
  "#c92a2a",
  "#d13c38",
  "#a31f1f",
  "#861818",
];

/** Surfaces, lines and quiet text of Mantine's own parts, in the console's slate. Darker with the index. */
const gray: MantineColorsTuple = [
  "#f6f7f9",
  "#eef1f4",
  "#e3e7ec",
  "#d5dae1",
  "#c8cfd7",
  "#9aa5b0",
  "#7b8794",
  "#5c6b7a",
  "#3b4754",
  "#15202b",
];

const dark: MantineColorsTuple = [
  "#e6edf3",
  "#c3ccd5",
  "#9aa8b6",
  "#82909e",
  "#3a4653",
  "#2c3640",
  "#1c242d",
  "#161c23",
  "#11161c",
  "#0e1318",
];

export const theme = createTheme({
  fontFamily: "var(--font-sans)",
  fontFamilyMonospace: "var(--font-mono)",
  fontSizes: { xs: "12px", sm: "13px", md: "13.5px", lg: "15px", xl: "18px" },
  lineHeights: { xs: "1.4", sm: "1.45", md: "1.5", lg: "1.5", xl: "1.4" },
  spacing: { xs: "8px", sm: "12px", md: "16px", lg: "24px", xl: "32px" },
  radius: { xs: "4px", sm: "6px", md: "8px", lg: "10px", xl: "14px" },
  defaultRadius: "sm",
  colors: { blue, red, gray, dark },
  primaryColor: "blue",
  primaryShade: { light: 6, dark: 7 },
  respectReducedMotion: true,
  cursorType: "pointer",
  components: {
    Button: { defaultProps: { size: "xs", radius: "md" } },
    Modal: {
      defaultProps: {
        radius: "lg",
        size: 468,
        centered: true,
        overlayProps: { backgroundOpacity: 0.45 },
        transitionProps: { duration: 90 },
        closeButtonProps: { "aria-label": "Close" },
      },
      classNames: { content: styles.dialog ?? "", title: styles.dialogTitle ?? "" },
    },
    Drawer: {
      defaultProps: { closeButtonProps: { "aria-label": "Close" } },
      classNames: { title: styles.dialogTitle ?? "" },
    },
    // A dialog's header is not a second banner of the page.
    ModalHeader: { defaultProps: { role: "presentation" } },
    DrawerHeader: { defaultProps: { role: "presentation" } },
    Menu: { defaultProps: { radius: "md", shadow: "none", transitionProps: { duration: 60 } } },
    Tooltip: { defaultProps: { openDelay: 250, transitionProps: { duration: 60 } } },
  },
});

/** Mantine's own variables follow the console's tokens (app/globals.css), so that there is one palette. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {
    "--mantine-color-body": "var(--surface)",
    "--mantine-color-text": "var(--ink)",
    "--mantine-color-dimmed": "var(--muted)",
    "--mantine-color-placeholder": "var(--faint)",
    "--mantine-color-default": "var(--surface)",
    "--mantine-color-default-hover": "var(--surface-hover)",
    "--mantine-color-default-color": "var(--ink)",
    "--mantine-color-default-border": "var(--line-strong)",
    "--mantine-color-error": "var(--failing)",
    "--mantine-color-anchor": "var(--accent)",
  },
  light: { "--input-bd": "var(--line-strong)" },
  dark: { "--input-bg": "var(--page)" },
});
