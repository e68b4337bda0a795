/** The inbox: watched, claimed from, concluded in, and cleared. Every step is one rename. */
package org.certdrop.inbox;
