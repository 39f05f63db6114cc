using System.Buffers;
using System.Text.Json;

namespace CdcToSnowflake.Model;

/// <summary>The JSON of a <see cref="SourceTable"/>. Version 2 has a file format that isn't Parquet, version 3 treatments of columns or a log; a reader refuses a newer one, since it couldn't know what it would lose.</summary>
internal static class SourceTableJson
{
    private const int Version = 3;
    private const int VersionWithoutTreatments = 2;
    private const int VersionWithoutFormat = 1;

    public static byte[] Write(SourceTable table)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("version", VersionOf(table));
            json.WriteString("schema", table.Schema);
            json.WriteString("name", table.Name);
            json.WriteString("shape", table.Shape);
            if (table.Format != FileFormat.Parquet)
            {
                json.WriteString("format", table.Format.ToString());
            }
            if (table.IsAppendOnly)
            {
                json.WriteBoolean("append_only", true);
            }
            json.WriteStartArray("columns");
            foreach (SourceColumn column in table.Columns)
            {
                json.WriteStartObject();
                json.WriteString("name", column.Name);
                json.WriteString("kind", column.Type.Kind.ToString());
                json.WriteBoolean("unsigned", column.Type.IsUnsigned);
                json.WriteNumber("precision", column.Type.Precision);
                json.WriteNumber("scale", column.Type.Scale);
                json.WriteNumber("length", column.Type.Length);
                json.WriteBoolean("nullable", column.IsNullable);
                if (column.Treatment is { } treatment)
                {
                    json.WriteString("treatment", treatment.ToString());
                }
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("key");
            foreach (string name in table.Key)
            {
                json.WriteStringValue(name);
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a shape file.</summary>
    /// <param name="utf8Json">Its content.</param>
    /// <param name="key">Its key in the store, for people; null if it isn't known.</param>
    public static SourceTable Read(ReadOnlyMemory<byte> utf8Json, string? key = null)
    {
        var file = key is null ? "A table's shape file" : $"The shape file '{key}'";
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8Json);
            JsonElement root = document.RootElement;
            int version = root.GetProperty("version").GetInt32();
            if (version is < VersionWithoutFormat or > Version)
            {
                throw new ModelException(ModelProblem.UnreadableShape, $"{file} has version {version}, and this program reads versions up to {Version}: a newer release wrote it. Upgrade this program; the file is left as it is.");
            }
            SourceTable table = new(
                Text(root, "schema"),
                Text(root, "name"),
                [.. root.GetProperty("columns").EnumerateArray().Select(Column)],
                [.. root.GetProperty("key").EnumerateArray().Select(name => name.GetString() ?? throw new FormatException("a key column's name is null"))])
            {
                Format = root.TryGetProperty("format", out JsonElement format) ? Member<FileFormat>(format) : version == VersionWithoutTreatments ? throw new FormatException("'format' is missing") : FileFormat.Parquet,
                IsAppendOnly = root.TryGetProperty("append_only", out JsonElement isAppendOnly) && isAppendOnly.GetBoolean(),
            };
            string written = Text(root, "shape");
            return written == table.Shape
                ? table
                : throw new ModelException(ModelProblem.UnreadableShape, $"{file}, of {table.Schema}.{table.Name}, says {written}, but its columns give {table.Shape}. The file was altered: delete it, and capture writes it again.");
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new ModelException(ModelProblem.UnreadableShape, $"{file} can't be read: {error.Message} Delete it, and capture writes it again.", error);
        }
    }

    private static SourceColumn Column(JsonElement json) => new(
        Text(json, "name"),
        new SourceType(Enum.Parse<SourceKind>(Text(json, "kind")))
        {
            IsUnsigned = json.GetProperty("unsigned").GetBoolean(),
            Precision = json.GetProperty("precision").GetInt32(),
            Scale = json.GetProperty("scale").GetInt32(),
            Length = json.GetProperty("length").GetInt32(),
        },
        json.GetProperty("nullable").GetBoolean())
    {
        Treatment = json.TryGetProperty("treatment", out JsonElement treatment) ? Member<ColumnTreatment>(treatment) : null,
    };

    private static int VersionOf(SourceTable table) =>
        table.IsAppendOnly || table.Columns.Any(column => column.Treatment is not null) ? Version
        : table.Format != FileFormat.Parquet ? VersionWithoutTreatments
        : VersionWithoutFormat;

    // Enum.Parse takes numbers, too, also of no member.
    private static T Member<T>(JsonElement json)
        where T : struct, Enum => Enum.TryParse(json.GetString(), out T value) && Enum.IsDefined(value) ? value : throw new FormatException($"there is no {typeof(T).Name} '{json.GetString()}'");

    private static string Text(JsonElement json, string name) =>
        json.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null.");
}
