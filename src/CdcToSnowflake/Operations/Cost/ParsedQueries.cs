namespace CdcToSnowflake.Operations.Cost;

/// <summary>How far the statements could be read whose predicates and joins the advice on clustering keys is from.</summary>
/// <param name="Read">How many were parsed to their end.</param>
/// <param name="Unread">How many weren't: Snowflake cut them off, or they have a syntax that isn't known here. Nothing is guessed from them.</param>
/// <param name="UnreadCredits">What those cost.</param>
/// <param name="Unresolved">How many columns in predicates of the parsed ones couldn't be told a table, and were left out.</param>
public sealed record ParsedQueries(int Read, int Unread, decimal UnreadCredits, int Unresolved);
