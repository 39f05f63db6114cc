using System.Text;
using CdcToSnowflake.Files;

namespace CdcToSnowflake.Operations.Reconciliation;

/// <summary>Hashes by their keys, in one part in memory, or in parts by the keys in scratch files: of a table without an order that both sides share every row may be anywhere on the other side, but its key is in the same part.</summary>
/// <param name="parts">How many parts; 1 for memory.</param>
/// <param name="scratchFolder">Where the files lie, without names.</param>
internal sealed class KeyedHashes(int parts, string scratchFolder) : IDisposable
{
    private readonly Dictionary<string, string> _inMemory = new(StringComparer.Ordinal);
    private readonly BinaryWriter?[] _files = new BinaryWriter?[parts];

    /// <summary>How many were added.</summary>
    public long Count { get; private set; }

    /// <summary>Adds one; of a key that comes twice the last one counts.</summary>
    /// <exception cref="ScratchFileException">The disk has no room.</exception>
    public void Add(string key, string hash)
    {
        Count++;
        if (parts == 1)
        {
            _inMemory[key] = hash;
            return;
        }

        var part = (int)((uint)key.GetHashCode(StringComparison.Ordinal) % (uint)parts);
        var file = _files[part] ??= new BinaryWriter(ScratchFile.Open(scratchFolder), Encoding.UTF8);
        file.Write(key);
        file.Write(hash);
    }

    /// <summary>A part of them, which is in memory for as long as it is held.</summary>
    public IReadOnlyDictionary<string, string> Part(int part)
    {
        if (parts == 1)
        {
            return _inMemory;
        }

        Dictionary<string, string> read = new(StringComparer.Ordinal);
        if (_files[part] is { } file)
        {
            file.Flush();
            var content = file.BaseStream;
            content.Position = 0;
            using var reader = new BinaryReader(content, Encoding.UTF8, leaveOpen: true);
            while (content.Position < content.Length)
            {
                read[reader.ReadString()] = reader.ReadString();
            }
        }

        return read;
    }

    public void Dispose()
    {
        foreach (var file in _files)
        {
            try
            {
                file?.Dispose();
            }
            catch (IOException)
            {
                // It would write what is left, which nobody wants any more; the others must go too.
            }
        }
    }
}
