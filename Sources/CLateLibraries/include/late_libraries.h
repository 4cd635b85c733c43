// Libraries that are opened when the first of their functions is called, and not when the program starts.
//
// Nothing is declared here: callers include the libraries' own headers, and the linker finds their functions in this target.
