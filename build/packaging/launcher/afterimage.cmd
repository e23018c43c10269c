@echo off
rem The command line of an installed Afterimage: the same program without its window.
"%~dp0..\..\Afterimage.exe" --cli --log-level=3 -- %*
exit /b %ERRORLEVEL%
