/**
 * Who is registered: the journal, which is the truth, its fold in memory, and registry.json, its
 * picture for others to read (SPEC section 6).
 */
package org.certdrop.registry;
