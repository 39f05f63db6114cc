namespace CdcToSnowflake.Binlog.Rows.Text;

/// <summary>A collation's charset, from INFORMATION_SCHEMA of MySQL 9.7 and MariaDB 10.11, whose common ids agree.</summary>
internal static class Collations
{
    /// <summary>The collation that says binary, not text.</summary>
    public const int Binary = 63;

    /// <summary>The charset's name, or null for an id that neither server knows.</summary>
    public static string? CharsetOf(int id) => id switch
    {
        // MariaDB: the NO PAD twin of the collation 1,024 below; from 2,048 on its UCA 14 collations, 256 numbers a charset.
        >= 1024 and < 2048 => CharsetOf(id - 1024),
        >= 2048 and < 2304 => "utf8mb3",
        >= 2304 and < 2560 => "utf8mb4",
        >= 2560 and < 2816 => "ucs2",
        >= 2816 and < 3072 => "utf16",
        >= 3072 and < 3328 => "utf32",
        (>= 45 and <= 46) or (>= 224 and <= 247) or (>= 255 and <= 323) or (>= 608 and <= 610) => "utf8mb4",
        33 or 76 or 83 or (>= 192 and <= 223) or (>= 576 and <= 578) => "utf8mb3",
        5 or 8 or 15 or 31 or (>= 47 and <= 49) or 94 => "latin1",
        Binary => "binary",
        11 or 65 => "ascii",
        1 or 84 => "big5",
        3 or 69 => "dec8",
        4 or 80 => "cp850",
        6 or 72 => "hp8",
        7 or 74 => "koi8r",
        2 or 9 or 21 or 27 or 77 => "latin2",
        10 or 82 => "swe7",
        12 or 91 => "ujis",
        13 or 88 => "sjis",
        16 or 71 => "hebrew",
        18 or 89 => "tis620",
        19 or 85 => "euckr",
        22 or 75 => "koi8u",
        24 or 86 => "gb2312",
        25 or 70 => "greek",
        26 or 34 or 44 or 66 or 99 => "cp1250",
        28 or 87 => "gbk",
        30 or 78 => "latin5",
        32 or 64 => "armscii8",
        35 or 90 or (>= 128 and <= 159) or (>= 640 and <= 642) => "ucs2",
        36 or 68 => "cp866",
        37 or 73 => "keybcs2",
        38 or 43 => "macce",
        39 or 53 => "macroman",
        40 or 81 => "cp852",
        20 or 41 or 42 or 79 => "latin7",
        14 or 23 or (>= 50 and <= 52) => "cp1251",
        54 or 55 or (>= 101 and <= 124) or (>= 672 and <= 674) => "utf16",
        56 or 62 => "utf16le",
        57 or 67 => "cp1256",
        29 or 58 or 59 => "cp1257",
        60 or 61 or (>= 160 and <= 183) or (>= 736 and <= 738) => "utf32",
        92 or 93 => "geostd8",
        95 or 96 => "cp932",
        97 or 98 => "eucjpms",
        >= 248 and <= 250 => "gb18030",
        _ => null,
    };
}
