using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CdcToSnowflake.Files;

/// <summary>Chunks of bytes in a scratch file, encrypted by a key that is made for this file and is in memory alone: of columns that are to be left out or hashed nothing may be on a disk. Written once, then read once or more often.</summary>
internal sealed class SealedScratchFile : IDisposable
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HeadBytes = sizeof(int) + TagBytes;

    private readonly ScratchFile _file;
    private readonly AesGcm _cipher;
    private long _chunk;

    /// <exception cref="ScratchFileException">There is no such folder, or it can't be written.</exception>
    public SealedScratchFile(string folder)
    {
        _file = ScratchFile.Open(folder);
        Span<byte> key = stackalloc byte[KeyBytes];
        RandomNumberGenerator.Fill(key);
        _cipher = new AesGcm(key, TagBytes);
        CryptographicOperations.ZeroMemory(key);
    }

    /// <summary>Writes a chunk.</summary>
    /// <param name="chunk">It is encrypted in place, so that huge rows aren't in memory twice.</param>
    /// <exception cref="ScratchFileException">The disk has no room.</exception>
    public void Write(Span<byte> chunk)
    {
        Span<byte> head = stackalloc byte[HeadBytes], nonce = stackalloc byte[NonceBytes];
        Next(nonce);
        BinaryPrimitives.WriteInt32LittleEndian(head, chunk.Length);
        _cipher.Encrypt(nonce, chunk, chunk, head[sizeof(int)..]);
        _file.Write(head);
        _file.Write(chunk);
    }

    /// <summary>Goes to the first chunk; nothing is written any more.</summary>
    public void Rewind() => (_file.Position, _chunk) = (0, 0);

    /// <summary>Reads the next chunk.</summary>
    /// <param name="buffer">Gets it; another one if it is too small.</param>
    /// <returns>Its length; 0 after the last.</returns>
    public int Read(ref byte[] buffer)
    {
        if (_file.Position == _file.Length)
        {
            return 0;
        }

        Span<byte> head = stackalloc byte[HeadBytes], nonce = stackalloc byte[NonceBytes];
        Next(nonce);
        _file.ReadExactly(head);
        var length = BinaryPrimitives.ReadInt32LittleEndian(head);
        if (buffer.Length < length)
        {
            buffer = new byte[length];
        }

        var chunk = buffer.AsSpan(0, length);
        _file.ReadExactly(chunk);
        _cipher.Decrypt(nonce, chunk, head[sizeof(int)..], chunk);
        return length;
    }

    public void Dispose()
    {
        _file.Dispose();
        _cipher.Dispose();
    }

    // A chunk's number: under one key no nonce may be used twice.
    private void Next(Span<byte> nonce) => BinaryPrimitives.WriteInt64LittleEndian(nonce, _chunk++);
}
