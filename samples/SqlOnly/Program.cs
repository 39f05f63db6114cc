using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using MySqlConnector;
using SqlOnly;
using SqlOnly.Arguments;
using SqlOnly.Models;

try
{
    if (CommandLine.Read(args) is not { } arguments)
    {
        return 0;
    }

    var (model, options) = arguments.ModelFile is { } file ? ModelFile.Read(file) : (await LiveModel.ReadAsync(arguments), new SqlOptions());
    foreach (var statement in Script.Of(model, options, arguments))
    {
        Console.Out.Write($"-- {statement.Template}: {statement.Name.ReplaceLineEndings(" ")}\n{statement.Text};\n\n");
    }

    return 0;
}
catch (UsageException e)
{
    return Failed(2, e);
}
catch (Exception e) when (e is ModelException or SqlTemplateException or ArgumentException or MySqlException or IOException or UnauthorizedAccessException)
{
    return Failed(1, e);
}

static int Failed(int exitCode, Exception e)
{
    Console.Error.WriteLine($"SqlOnly: {e.Message.ReplaceLineEndings(" ")}");
    return exitCode;
}
