using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Pipes;

/// <summary>COPY's options that are not emulated, whose defaults are taken and anything else refused; and its SELECT.</summary>
internal static class CopyOptions
{
    private static readonly (string Name, string? Standard, string Remedy)[] Refused =
    [
        ("VALIDATION_MODE", null, "Load with ON_ERROR = CONTINUE or SKIP_FILE, and read the first error of each file in COPY's result or in COPY_HISTORY."),
        ("SIZE_LIMIT", null, "Name the files by FILES or PATTERN."),
        ("PURGE", "FALSE", "Remove loaded files from the store by its own means."),
        ("ENFORCE_LENGTH", "TRUE", "Cut texts in the COPY's SELECT: LEFT($1, n)."),
        ("TRUNCATECOLUMNS", "FALSE", "Cut texts in the COPY's SELECT: LEFT($1, n)."),
        ("LOAD_MODE", "FULL_INGEST", "Leave it out."),
    ];

    public static void Check(CopyIntoTableStatement copy)
    {
        foreach (var (name, standard, remedy) in Refused)
        {
            if (copy.Properties.Find(name) is { } value && copy.Properties.Text(name)?.ToUpperInvariant() is var written && written != standard)
            {
                throw new NotEmulatedException($"{name} = {written} of COPY INTO", value.Position, remedy);
            }
        }

        if (copy.Transformation is { } select)
        {
            CopyTransformation.Check(select);
        }
    }
}
