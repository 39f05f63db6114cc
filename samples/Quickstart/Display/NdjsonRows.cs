using System.Data.Common;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace Quickstart.Display;

/// <summary>Prints a query's rows as one JSON object per line; nothing of a value is lost on the way.</summary>
internal static class NdjsonRows
{
    public static async Task PrintAsync(DbConnection connection, string sql, Stream output, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await using var lines = new StreamWriter(output, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        string[] names = [.. Enumerable.Range(0, reader.FieldCount).Select(i => Quoted(reader.GetName(i)))];
        string[] types = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetDataTypeName)];
        while (await reader.ReadAsync(cancellationToken))
        {
            for (int i = 0; i < names.Length; i++)
            {
                await lines.WriteAsync(i == 0 ? '{' : ',');
                await lines.WriteAsync(names[i]);
                await lines.WriteAsync(':');
                await lines.WriteAsync(Json(reader.GetValue(i), types[i]));
            }

            await lines.WriteLineAsync('}');
        }
    }

    private static string Json(object value, string type) => value switch
    {
        DBNull => "null",
        bool truth => truth ? "true" : "false",
        // Of more than 28 digits: no number type of .NET with a point holds it, but JSON does.
        string text when IsOf(type, "NUMBER") => text,
        string text when IsOf(type, "VARIANT") || IsOf(type, "OBJECT") || IsOf(type, "ARRAY") || IsOf(type, "VECTOR") => OneLine(text),
        string text => Quoted(text),
        BigInteger or decimal or sbyte or byte or short or ushort or int or uint or long or ulong or Int128 or UInt128 =>
            ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        double number when double.IsFinite(number) => JsonSerializer.Serialize(number),
        float number when float.IsFinite(number) => JsonSerializer.Serialize(number),
        DateTimeOffset time => Quoted(time.ToString("yyyy-MM-ddTHH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture)),
        DateTime date when IsOf(type, "DATE") => Quoted(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        DateTime time => Quoted(time.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture)),
        DateOnly date => Quoted(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        byte[] bytes => Quoted(Convert.ToHexString(bytes)),
        // NaN and the infinities have no JSON number.
        _ => Quoted(Convert.ToString(value, CultureInfo.InvariantCulture)!),
    };

    // DATETIME isn't a DATE: the word must end there.
    private static bool IsOf(string type, string word) =>
        type.StartsWith(word, StringComparison.OrdinalIgnoreCase) && (type.Length == word.Length || !char.IsAsciiLetter(type[word.Length]));

    // Between JSON's tokens a line break is allowed, in NDJSON it isn't; inside strings it is written as \n anyway.
    private static string OneLine(string json) => json.AsSpan().IndexOfAny('\r', '\n') < 0 ? json : json.Replace('\r', ' ').Replace('\n', ' ');

    // Only what JSON demands is escaped: names and emoji stay readable.
    private static string Quoted(string text)
    {
        var json = new StringBuilder(text.Length + 2).Append('"');
        foreach (char c in text)
        {
            _ = c switch
            {
                '"' or '\\' => json.Append('\\').Append(c),
                '\n' => json.Append("\\n"),
                '\r' => json.Append("\\r"),
                '\t' => json.Append("\\t"),
                < ' ' or '\u007f' or '\u2028' or '\u2029' => json.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => json.Append(c),
            };
        }

        return json.Append('"').ToString();
    }
}
