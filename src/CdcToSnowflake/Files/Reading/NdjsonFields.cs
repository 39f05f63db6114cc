using System.Text.Json;
using CdcToSnowflake.Model;

namespace CdcToSnowflake.Files.Reading;

/// <summary>The inverse of <see cref="Text.NdjsonLines"/>.</summary>
internal sealed class NdjsonFields(SourceTable table) : ITextFields
{
    private readonly Dictionary<string, int> _places = table.Written.Select(column => column.Name).Concat(MetaColumn.All).Index().ToDictionary(column => column.Item, column => column.Index, StringComparer.Ordinal);

    public bool Read(TextReader text, string?[] fields)
    {
        if (text.ReadLine() is not { } line)
        {
            return false;
        }

        Array.Clear(fields);
        using var document = JsonDocument.Parse(line);
        foreach (var property in document.RootElement.EnumerateObject())
        {
            fields[_places[property.Name]] = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString() : property.Value.GetRawText();
        }

        return true;
    }
}
