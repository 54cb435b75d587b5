import Link from "next/link";
import { PageHeading } from "@/components/ui/page-heading";
import styles from "../not-found.module.css";

export default function NotFound() {
  return (
    <PageHeading title="There is nothing at this address.">
      The page, alias or request may have been renamed, or it was never here.{" "}
      <Link href="/" className={styles.link}>
        Go to Overview
      </Link>
    </PageHeading>
  );
}
