/**
 * The registry: the journal, which is the truth, its picture in registry.json for others to read,
 * the lock that all processes respect, audit and repair (SPEC section 6).
 */
package org.certdrop.registry;
