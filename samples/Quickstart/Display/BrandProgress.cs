namespace Quickstart.Display;

/// <summary>What the user sees of a brand while it runs.</summary>
/// <param name="Brand">The brand.</param>
/// <param name="Rows">Row changes taken since the start of this run.</param>
/// <param name="Transactions">Transactions taken since the start of this run.</param>
/// <param name="Cut">The last committed cut; 0 = none yet.</param>
/// <param name="ToRead">What is left of the tables that are read as they are, in words.</param>
/// <param name="Behind">How far it is behind its source, in words.</param>
internal sealed record BrandProgress(string Brand, long Rows, long Transactions, ulong Cut, string ToRead, string Behind);
