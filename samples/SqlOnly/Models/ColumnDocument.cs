using CdcToSnowflake.Model;

namespace SqlOnly.Models;

/// <summary>A column: its <c>name</c>, its <c>type</c> as the model's kinds are named, such as <c>bigInt</c>, what else its type needs, and the <c>treatment</c> of personal data: <c>hash</c> or <c>drop</c>.</summary>
internal sealed record ColumnDocument(string Name, SourceKind Type)
{
    public bool Unsigned { get; init; }

    public int Precision { get; init; }

    public int Scale { get; init; }

    public int Length { get; init; }

    public bool Nullable { get; init; } = true;

    public ColumnTreatment? Treatment { get; init; }

    public SourceColumn ToModel() => new(Name, new SourceType(Type) { IsUnsigned = Unsigned, Precision = Precision, Scale = Scale, Length = Length }, Nullable) { Treatment = Treatment };
}
