namespace AlertLambda;

/// <summary>An event to handle.</summary>
/// <param name="Id">Its id, which the answer names.</param>
/// <param name="Deadline">When Lambda stops the function.</param>
/// <param name="Event">The event, JSON.</param>
internal sealed record Invocation(string Id, DateTimeOffset Deadline, string Event);
