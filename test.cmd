@echo off
rem Runs every check on Windows by a double click; the work is in scripts\test.py.
setlocal DisableDelayedExpansion
chcp 65001 >nul
set "launcher=python"
where /q py && set "launcher=py -3"
%launcher% -c "import sys" >nul 2>nul
if errorlevel 1 goto absent
%launcher% "%~dp0scripts\test.py" %*
set "status=%errorlevel%"

:end
rem Opened by a double click, the window waits until it has been read.
setlocal EnableDelayedExpansion
set "caller=!cmdcmdline!"
if not "!caller:%~nx0=!"=="!caller!" pause
exit /b %status%

:absent
set "status=1"
echo 没有找到 Python。请安装 Python 3.11 或更新的版本，安装时勾选“Add python.exe to PATH”，再运行一次。
goto end
