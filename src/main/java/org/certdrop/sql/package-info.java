/**
 * The registry's journal in a PostgreSQL database: nothing of it is loaded as long as the journal
 * is a file.
 */
package org.certdrop.sql;
