namespace Quickstart.Verification;

/// <summary>A table of a source's final state.</summary>
/// <param name="Schema">Its schema in the source.</param>
/// <param name="Name">Its name in the source.</param>
/// <param name="Columns">Its columns in order.</param>
/// <param name="Key">The places of its key's columns in <paramref name="Columns"/>.</param>
internal sealed record StateTable(string Schema, string Name, IReadOnlyList<StateColumn> Columns, IReadOnlyList<int> Key)
{
    public override string ToString() => $"{Schema}.{Name}";
}
