namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>A piece of the source text that rides along; all slices are equal, so that it is not part of a node's equality.</summary>
internal readonly record struct SourceSlice(string Text)
{
    public bool Equals(SourceSlice other) => true;

    public override int GetHashCode() => 0;

    public override string ToString() => Text ?? string.Empty;
}
