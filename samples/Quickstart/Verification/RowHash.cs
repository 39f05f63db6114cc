using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Quickstart.Verification;

/// <summary>Hashes rows of canonical values. NULL and the empty text differ, and so do ("a", "bc") and ("ab", "c").</summary>
internal sealed class RowHash
{
    private readonly XxHash128 _hash = new();

    public UInt128 OfRow(ReadOnlySpan<string?> values)
    {
        _hash.Reset();
        foreach (string? value in values)
        {
            Append(value);
        }

        return _hash.GetCurrentHashAsUInt128();
    }

    public UInt128 OfKey(StateTable table, ReadOnlySpan<string?> values)
    {
        _hash.Reset();
        foreach (int column in table.Key)
        {
            Append(values[column]);
        }

        return _hash.GetCurrentHashAsUInt128();
    }

    private void Append(string? value)
    {
        int length = value?.Length ?? -1;
        _hash.Append(MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(ref length, 1)));
        _hash.Append(MemoryMarshal.AsBytes(value.AsSpan()));
    }
}
