using System.Text.Json;
using CdcToSnowflake.Warehouse.SqlApi.Values;

namespace CdcToSnowflake.Warehouse.SqlApi.Http;

/// <summary>Takes a response's JSON token by token, in any order of its fields; what it doesn't know it passes over.</summary>
internal sealed class ResponseParser
{
    private readonly SqlApiResponse _response = new();
    private string _field = "";
    private string _metaField = "";
    private string _itemField = "";
    private (string Name, string Type, int? Precision, int? Scale, long? Length, bool IsNullable) _column;
    private int _partitions;

    public SqlApiResponse Finish()
    {
        var width = _response.Rows.Columns;
        if (_response.Columns.Count > 0 && width > 0 && width != _response.Columns.Count)
        {
            throw new JsonException($"Rows have {width} values, but there are {_response.Columns.Count} columns.");
        }

        _response.Partitions = Math.Max(1, _partitions);
        return _response;
    }

    public void Take(ref Utf8JsonReader json)
    {
        // Depth 0 is the object itself; a name's depth is its object's, plus 1.
        if (json.CurrentDepth == 0)
        {
            if (json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.EndObject))
            {
                throw new JsonException("The response is not an object.");
            }
        }
        else if (json.CurrentDepth == 1 && json.TokenType == JsonTokenType.PropertyName)
        {
            _field = json.GetString()!;
        }
        else
        {
            TakeField(ref json);
        }
    }

    private void TakeField(ref Utf8JsonReader json)
    {
        switch (_field)
        {
            case "data":
                TakeRows(ref json);
                break;
            case "resultSetMetaData":
                TakeMetaData(ref json);
                break;
            case "stats" when json.CurrentDepth == 2:
                TakeStats(ref json);
                break;
            case "statementHandles" when json.TokenType == JsonTokenType.String:
                _response.StatementHandles.Add(json.GetString()!);
                break;
            case "code" when json.CurrentDepth == 1:
                _response.Code = Text(ref json);
                break;
            case "sqlState" when json.CurrentDepth == 1:
                _response.SqlState = Text(ref json);
                break;
            case "message" when json.CurrentDepth == 1:
                _response.Message = Text(ref json);
                break;
            case "statementHandle" when json.CurrentDepth == 1:
                _response.StatementHandle = Text(ref json);
                break;
        }
    }

    private void TakeRows(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.StartArray when json.CurrentDepth <= 2:
            case JsonTokenType.EndArray when json.CurrentDepth == 1:
                break;
            case JsonTokenType.EndArray when json.CurrentDepth == 2:
                _response.Rows.EndRow();
                break;
            case JsonTokenType.Null when json.CurrentDepth == 1:
                break; // no data
            case JsonTokenType.Null when json.CurrentDepth == 3:
                _response.Rows.AddNull();
                break;
            case JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False when json.CurrentDepth == 3:
                _response.Rows.Add(ref json);
                break;
            default:
                throw new JsonException("The data are not rows of values.");
        }
    }

    private void TakeMetaData(ref Utf8JsonReader json)
    {
        if (json.CurrentDepth == 2)
        {
            if (json.TokenType == JsonTokenType.PropertyName)
            {
                _metaField = json.GetString()!;
            }
            else if (_metaField == "numRows" && json.TokenType == JsonTokenType.Number)
            {
                _response.RowCount = json.GetInt64();
            }
        }
        else if (json.CurrentDepth == 3 && json.TokenType == JsonTokenType.StartObject)
        {
            _column = ("", "", null, null, null, true);
            _partitions += _metaField == "partitionInfo" ? 1 : 0;
        }
        else if (json.CurrentDepth == 3 && json.TokenType == JsonTokenType.EndObject && _metaField == "rowType")
        {
            _response.Columns.Add(new ResultColumn(_column.Name, _column.Type, _column.Precision, _column.Scale, _column.Length, _column.IsNullable));
        }
        else if (json.CurrentDepth == 4 && json.TokenType == JsonTokenType.PropertyName)
        {
            _itemField = json.GetString()!;
        }
        else if (json.CurrentDepth == 4 && _metaField == "rowType")
        {
            TakeColumn(ref json);
        }
    }

    private void TakeColumn(ref Utf8JsonReader json)
    {
        switch (_itemField, json.TokenType)
        {
            case ("name", JsonTokenType.String):
                _column.Name = json.GetString()!;
                break;
            case ("type", JsonTokenType.String):
                _column.Type = json.GetString()!;
                break;
            case ("precision", JsonTokenType.Number):
                _column.Precision = json.GetInt32();
                break;
            case ("scale", JsonTokenType.Number):
                _column.Scale = json.GetInt32();
                break;
            case ("length", JsonTokenType.Number):
                _column.Length = json.GetInt64();
                break;
            case ("nullable", JsonTokenType.False):
                _column.IsNullable = false;
                break;
        }
    }

    private void TakeStats(ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.PropertyName)
        {
            _itemField = json.GetString()!;
        }
        else if (json.TokenType == JsonTokenType.Number && _itemField is "numRowsInserted" or "numRowsUpdated" or "numRowsDeleted")
        {
            _response.Affected = (_response.Affected ?? 0) + json.GetInt64();
        }
    }

    private static string? Text(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.String => json.GetString(),
        JsonTokenType.Number => json.GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => null,
    };
}
