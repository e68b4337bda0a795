/** Text for people: tables, widths, colours and progress. */
package org.certdrop.terminal;
