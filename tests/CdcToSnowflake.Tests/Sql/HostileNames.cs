using CsCheck;

namespace CdcToSnowflake.Tests.Sql;

/// <summary>Names of 1 to 64 characters made of what breaks quoting.</summary>
internal static class HostileNames
{
    private static readonly string[] Pieces =
    [
        "\"", "'", "\\", "\n", "\r", "$$", ";", "--", "/*", "*/", "{{", "}}", ":x", "%", "@", "~", "/", ".", "..", " ", "\t", "é", "日本", "🍜", "\u2028", "''", "\"\"", "\\'", "a", "B", "_", "DROP TABLE t", "{TABLE}", "{BRAND}",
    ];

    public static Gen<string> Name { get; } = Gen.OneOf([.. Pieces.Select(piece => Gen.Const(piece))]).Array[1, 5].Select(pieces => string.Concat(pieces));
}
