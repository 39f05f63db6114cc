namespace OwnerApp.Operations;

/// <summary>The credits of the last day.</summary>
internal sealed record CostView(string Kind, string Name, decimal Credits);
