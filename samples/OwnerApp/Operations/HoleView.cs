namespace OwnerApp.Operations;

/// <summary>What is missing on the way, and what mends it.</summary>
internal sealed record HoleView(string Problem, string Remedy);
