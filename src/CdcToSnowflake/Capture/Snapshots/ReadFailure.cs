using System.Net.Sockets;
using CdcToSnowflake.Files;
using MySqlConnector;

namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>What a failed SELECT means.</summary>
internal static class ReadFailure
{
    private const int CannotMix2Collations = 1267;
    private const int CannotMix3Collations = 1270;
    private const int CannotMixCollations = 1271;
    private const int CannotConvertString = 3854;

    /// <summary>Whether the table isn't what it was a moment ago: a statement altered or dropped it.</summary>
    public static bool IsOfDefinition(Exception e) => e is MySqlException
    {
        ErrorCode: MySqlErrorCode.BadFieldError or MySqlErrorCode.NoSuchTable or MySqlErrorCode.UnknownDatabase or MySqlErrorCode.TableDefinitionChanged or MySqlErrorCode.BadTable,
    };

    /// <summary>Whether a text was compared that the column's character set doesn't have: no row has it.</summary>
    public static bool IsOfCharset(MySqlException e) => (int)e.ErrorCode is CannotMix2Collations or CannotMix3Collations or CannotMixCollations or CannotConvertString;

    /// <summary>Whether trying again may help: the connection or the server was lost, or the session was ended.</summary>
    public static bool IsPassing(Exception e) => e is (IOException and not ScratchFileException) or SocketException or TimeoutException
        || (e is MySqlException error && !IsLasting(error.ErrorCode));

    // What no repetition changes: rights, syntax, settings.
    private static bool IsLasting(MySqlErrorCode code) => code is MySqlErrorCode.AccessDenied or MySqlErrorCode.DatabaseAccessDenied or MySqlErrorCode.TableAccessDenied
        or MySqlErrorCode.ColumnAccessDenied or MySqlErrorCode.SpecifiedAccessDeniedError or MySqlErrorCode.ParseError or MySqlErrorCode.UnknownSystemVariable or MySqlErrorCode.WrongArguments
        or MySqlErrorCode.FunctionNotDefined or MySqlErrorCode.NonUniqueTable or MySqlErrorCode.UnknownCharacterSet;
}
