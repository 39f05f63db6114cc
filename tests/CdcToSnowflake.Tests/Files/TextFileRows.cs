using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace CdcToSnowflake.Tests.Files;

/// <summary>Reads the text files with readers that share no code with the writers. Values are text as the file has it; our own numbers are numbers.</summary>
internal static class TextFileRows
{
    private static readonly string[] Numbers = ["_UPDATED_AT", "_CUT", "_SEQ"];

    public static List<Dictionary<string, object?>> ReadNdjson(byte[] content)
    {
        var text = Unpack(content);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        return [.. text.Split('\n')[..^1].Select(line =>
        {
            using var document = JsonDocument.Parse(line);
            return new Row(document.RootElement.EnumerateObject().Select(property => (property.Name, property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString() : property.Value.GetRawText())));
        })];
    }

    public static List<Dictionary<string, object?>> ReadCsv(byte[] content)
    {
        var records = Records(Unpack(content)).ToList();
        Assert.All(records, record => Assert.Equal(records[0].Count, record.Count));
        return [.. records.Skip(1).Select(record => new Row(records[0].Zip(record, (name, value) => (name!, value))))];
    }

    /// <summary>RFC 4180; a field without anything, quotes neither, is null.</summary>
    private static IEnumerable<List<string?>> Records(string text)
    {
        var (record, field, quotes) = (new List<string?>(), new StringBuilder(), 0);
        foreach (var c in text)
        {
            if (c == '"')
            {
                quotes++;
                if (quotes % 2 == 1 && quotes > 1)
                {
                    field.Append('"');
                }
            }
            else if (quotes % 2 == 0 && c is ',' or '\n' && quotes % 2 == 0)
            {
                record.Add(quotes == 0 && field.Length == 0 ? null : field.ToString());
                field.Clear();
                quotes = 0;
                if (c == '\n')
                {
                    yield return record;
                    record = [];
                }
            }
            else
            {
                field.Append(c);
            }
        }

        Assert.Empty(record);
    }

    private static string Unpack(byte[] content)
    {
        using var gzip = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip, new UTF8Encoding(false, throwOnInvalidBytes: true));
        return reader.ReadToEnd();
    }

    /// <summary>A row, in which a column that the file leaves out is NULL.</summary>
    private sealed class Row : Dictionary<string, object?>
    {
        public Row(IEnumerable<(string Name, string? Value)> values)
        {
            foreach (var (name, value) in values)
            {
                Add(name, Numbers.Contains(name) ? long.Parse(value!, System.Globalization.CultureInfo.InvariantCulture) : value);
            }
        }
    }
}
