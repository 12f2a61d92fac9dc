package examples.state;

/** How far a workflow is. */
public record Progress(int done, int of) {}
