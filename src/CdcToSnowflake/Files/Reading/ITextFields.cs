namespace CdcToSnowflake.Files.Reading;

/// <summary>A format of text files, as it is read back.</summary>
internal interface ITextFields
{
    /// <summary>Reads a row.</summary>
    /// <param name="text">Where the row begins.</param>
    /// <param name="fields">Gets the source's columns, then our own in their order; null for NULL.</param>
    /// <returns>False after the last row.</returns>
    bool Read(TextReader text, string?[] fields);
}
