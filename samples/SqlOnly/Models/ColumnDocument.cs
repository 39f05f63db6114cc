using CdcToSnowflake.Model;

namespace SqlOnly.Models;

/// <summary>A column: its <c>name</c>, its <c>type</c> as the model's kinds are named, such as <c>bigInt</c>, and what else its type needs.</summary>
internal sealed record ColumnDocument(string Name, SourceKind Type)
{
    public bool Unsigned { get; init; }

    public int Precision { get; init; }

    public int Scale { get; init; }

    public int Length { get; init; }

    public bool Nullable { get; init; } = true;

    public SourceColumn ToModel() => new(Name, new SourceType(Type) { IsUnsigned = Unsigned, Precision = Precision, Scale = Scale, Length = Length }, Nullable);
}
