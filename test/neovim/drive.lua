-- What a person does in a flow with Neovim, and what comes of it, written as JSON to the file that $LOCKKEEPER_ANSWERS names.
-- The file of the command line is the flow. Only functions that Neovim has had since 0.7.
local TIMEOUT = 15000
local flow = vim.api.nvim_get_current_buf()
local answers = {}

local function lines()
  return vim.api.nvim_buf_get_lines(flow, 0, -1, true)
end

local function client()
  for _, one in pairs((vim.lsp.get_clients or vim.lsp.get_active_clients)()) do
    if one.name == 'lockkeeper' then return one end
  end
end

-- Position right behind the first `needle`, moved by `back` to the left; rows from 0. The text is ASCII.
local function behind(needle, back)
  for row, line in ipairs(lines()) do
    local _, last = string.find(line, needle, 1, true)
    if last then return { line = row - 1, character = last - (back or 0) } end
  end
  error('the text does not hold ' .. needle)
end

local function ask(method, params)
  params.textDocument = { uri = vim.uri_from_bufnr(flow) }
  local answered = vim.lsp.buf_request_sync(flow, method, params, TIMEOUT)
  local _, one = next(answered or {})
  if not one or one.err or one.error then error(method .. ': ' .. vim.inspect(answered)) end
  return one.result
end

local function type_behind(needle, text)
  local at = behind(needle)
  vim.api.nvim_buf_set_text(flow, at.line, at.character, at.line, at.character, { text })
end

local function items(list)
  return list.items or list
end

local function labels(list)
  return vim.tbl_map(function(item) return item.label end, items(list))
end

-- The first item, as a completion menu puts it in.
local function accept(list)
  vim.lsp.util.apply_text_edits({ items(list)[1].textEdit }, flow, client().offset_encoding)
end

-- The line that a place of a flow stands in.
local function line_of(location)
  local range = location.targetSelectionRange or location.range
  return vim.trim(lines()[range.start.line + 1])
end

local function names(symbols)
  local found = {}
  for _, one in ipairs(symbols) do
    table.insert(found, { one.name, names(one.children or {}) })
  end
  return found
end

local function codes()
  local found = vim.tbl_map(function(one) return one.code end, vim.diagnostic.get(flow))
  table.sort(found)
  return found
end

local function drive()
  answers.attached = vim.wait(TIMEOUT, function() return client() ~= nil end, 20)
  answers.told = vim.wait(TIMEOUT, function() return #vim.diagnostic.get(flow) > 0 end, 20)
  answers.codes = codes()

  -- A new text, in which neither the expressions nor their texts are closed.
  type_behind('"inputs": "', "@{body('")
  local steps = ask('textDocument/completion', { position = behind("@{body('") })
  answers.steps = labels(steps)
  accept(steps)
  type_behind("@{body('Get_secret')", "} and @{triggerBody()?['")
  local inputs = ask('textDocument/completion', { position = behind("triggerBody()?['") })
  answers.inputs = labels(inputs)
  accept(inputs)
  type_behind("triggerBody()?['text_1']", '}')
  answers.written = vim.trim(lines()[behind('"inputs": "').line + 1])

  local reference = behind("body('Get_sec")
  local definition = ask('textDocument/definition', { position = reference })
  answers.definition = line_of(definition.uri and definition or definition.targetUri and definition or definition[1])
  local hover = ask('textDocument/hover', { position = reference })
  answers.hover = table.concat(vim.lsp.util.convert_input_to_markdown_lines(hover.contents), '\n')

  local renamed = ask('textDocument/rename', { position = reference, newName = 'Read_the_key' })
  vim.lsp.util.apply_workspace_edit(renamed, client().offset_encoding)
  answers.renamed = lines()
  answers.outline = names(ask('textDocument/documentSymbol', {}))

  local step = behind('"Read_the_key', 3)
  local actions = ask('textDocument/codeAction', {
    range = { start = step, ['end'] = step },
    context = { diagnostics = {} },
  })
  answers.actions = vim.tbl_map(function(one) return one.title end, actions)
  for _, action in ipairs(actions) do
    if action.title:find('^Secure outputs of') then
      if not action.edit then action = ask('codeAction/resolve', action) end
      vim.lsp.util.apply_workspace_edit(action.edit, client().offset_encoding)
      break
    end
  end
  answers.repaired = lines()
  answers.quiet = vim.wait(TIMEOUT, function() return not vim.tbl_contains(codes(), 'secret-read-unsecured') end, 20)
  vim.cmd('write')
end

local ok, problem = xpcall(drive, debug.traceback)
if not ok then answers.problem = problem end
vim.fn.writefile({ vim.fn.json_encode(answers) }, vim.env.LOCKKEEPER_ANSWERS)
vim.cmd('qall!')
