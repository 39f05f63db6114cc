using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using Quickstart.Verification;

namespace Quickstart.Sources;

/// <summary>
/// A committed final state: the server's own SELECT … INTO OUTFILE, a file per table. Three header lines (names, types, places in the key), tabs between values,
/// <c>\N</c> for NULL, a backslash before a tab, newline or backslash in a text.
/// </summary>
internal sealed class DumpState(string folder, string schema, Func<string, string, bool> takes) : ISourceState
{
    public async Task<IReadOnlyList<StateTable>> TablesAsync(CancellationToken cancellationToken)
    {
        var tables = new List<StateTable>();
        foreach (string path in Directory.EnumerateFiles(folder, "*.tsv.gz").Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(path)[..^".tsv.gz".Length];
            if (takes(schema, name))
            {
                using var text = Open(path);
                var (names, types, places) = (await HeaderAsync(path, text, cancellationToken), await HeaderAsync(path, text, cancellationToken), await HeaderAsync(path, text, cancellationToken));
                int[] key = [.. Enumerable.Range(0, names.Length).Where(i => places[i].Length > 0).OrderBy(i => places[i], StringComparer.Ordinal)];
                tables.Add(new StateTable(schema, name, [.. names.Zip(types, StateColumn.Of)], key));
            }
        }

        return tables.Count > 0 ? tables : throw new VerificationException($"{folder} holds no final state of these tables.");
    }

    public async IAsyncEnumerable<string?[]> RowsAsync(StateTable table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string path = Path.Combine(folder, table.Name + ".tsv.gz");
        using var text = Open(path);
        for (int i = 0; i < 3; i++)
        {
            await HeaderAsync(path, text, cancellationToken);
        }

        var row = new string?[table.Columns.Count];
        while (ReadRow(path, text, row))
        {
            yield return row;
        }
    }

    private static StreamReader Open(string path) => new(new GZipStream(File.OpenRead(path), CompressionMode.Decompress), new UTF8Encoding(false, throwOnInvalidBytes: true));

    private static async Task<string[]> HeaderAsync(string path, StreamReader text, CancellationToken cancellationToken) =>
        (await text.ReadLineAsync(cancellationToken))?.Split('\t') ?? throw new VerificationException($"{path} ends in its header.");

    private static bool ReadRow(string path, StreamReader text, string?[] row)
    {
        if (text.Peek() < 0)
        {
            return false;
        }

        var value = new StringBuilder();
        for (int column = 0, c; column < row.Length;)
        {
            switch (c = text.Read())
            {
                case '\t' or '\n' when value.Length == 1 && value[0] == Null:
                    row[column++] = null;
                    value.Clear();
                    break;
                case '\t' or '\n':
                    row[column++] = value.ToString();
                    value.Clear();
                    break;
                case '\\':
                    value.Append(text.Read() is var escaped && escaped == 'N' ? Null : escaped == '0' ? '\0' : (char)escaped);
                    break;
                case < 0:
                    throw new VerificationException($"{path} ends within a row.");
                default:
                    value.Append((char)c);
                    break;
            }
        }

        return true;
    }

    // Stands for \N while a value is read; no text holds it, since it isn't a character.
    private const char Null = '\uFFFF';
}
