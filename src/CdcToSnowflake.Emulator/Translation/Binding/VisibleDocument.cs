namespace CdcToSnowflake.Emulator.Translation;

/// <summary>A source whose $1 is a document (staged Parquet): its alias in the text, and the fields.</summary>
internal sealed record VisibleDocument(string Source, string SqlAlias, IReadOnlyList<DocumentField> Fields);
