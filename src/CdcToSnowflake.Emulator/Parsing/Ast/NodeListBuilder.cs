namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>What collection expressions call to make a <see cref="NodeList{T}"/>.</summary>
internal static class NodeList
{
    public static NodeList<T> Create<T>(ReadOnlySpan<T> items) => items.IsEmpty ? NodeList<T>.Empty : new NodeList<T>(items.ToArray());
}
