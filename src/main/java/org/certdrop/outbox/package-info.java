/** What this party tells the other sites: instructions, receipts and replies. */
package org.certdrop.outbox;
